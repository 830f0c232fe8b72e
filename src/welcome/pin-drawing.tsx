import './pin-drawing.css';

/** Draws the browser's menu of extensions with our row in it, and the pin to press. Says nothing that words do not. */
export function PinDrawing() {
  return (
    <svg class="pin-drawing" viewBox="0 0 280 132" aria-hidden="true">
      <rect class="bar" x="1" y="1" width="278" height="34" rx="8" />
      <rect class="address" x="12" y="9" width="176" height="18" rx="9" />
      <circle class="halo" cx="222" cy="18" r="13" />
      <path
        class="line"
        d="M216 14h4.2a2.3 2.3 0 1 1 4.1 0h3.9v4.1a2.3 2.3 0 1 1 0 4V25H216v-3a2.2 2.2 0 1 0 0-4.1Z"
      />
      <circle class="dot" cx="256" cy="12" r="1.6" />
      <circle class="dot" cx="256" cy="18" r="1.6" />
      <circle class="dot" cx="256" cy="24" r="1.6" />
      <rect class="menu" x="92" y="42" width="150" height="84" rx="8" />
      <rect class="word" x="106" y="54" width="58" height="6" rx="3" />
      <rect class="row" x="98" y="70" width="138" height="28" rx="6" />
      <g transform="translate(106 76) scale(0.68)">
        <rect
          class="logo-back"
          x="8"
          y="2.6"
          width="13"
          height="18"
          rx="3.2"
          transform="rotate(10 14.5 21)"
        />
        <rect class="logo-card" x="2" y="2" width="16" height="20" rx="3.5" />
      </g>
      <rect class="word strong" x="130" y="81" width="66" height="6" rx="3" />
      <circle class="halo" cx="222" cy="84" r="11" />
      <path class="line" d="M219 78h6M220 78v4.5l-2 2.5h8l-2-2.5V78M222 85v5" />
      <rect class="word" x="106" y="108" width="12" height="8" rx="2" />
      <rect class="word" x="130" y="109" width="48" height="6" rx="3" />
    </svg>
  );
}
