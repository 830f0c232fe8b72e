import { Component, type ComponentType, createElement } from 'preact';

/**
 * Renders a component anew only when one of its properties is another one. The `memo` of `preact/compat` brings all of
 * the rest of that module along.
 */
export function memo<P extends object>(rendered: ComponentType<P>): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const keys = Object.keys(next) as (keyof P)[];
      return keys.some((key) => next[key] !== this.props[key]);
    }
    override render() {
      return createElement(rendered, this.props);
    }
  };
}
