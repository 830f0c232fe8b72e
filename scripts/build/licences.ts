/** `npm run licences`: lists the packages whose code ships, and fails when the licence of one does not allow it. */
import { build } from 'vite';
import { licenceFileName } from './licence-file.ts';
import { ruler } from './licence-text.ts';

for (const mode of ['production', 'firefox']) {
  const result = await build({ mode, logLevel: 'error', build: { write: false } });
  const file = [result]
    .flat()
    .flatMap((each) => ('output' in each ? each.output : []))
    .find(({ fileName }) => fileName === licenceFileName);
  if (file?.type !== 'asset') throw new Error(`Vite made no ${licenceFileName}`);
  const [list] = file.source.toString().split(ruler);
  console.log(`${mode === 'firefox' ? 'Firefox' : 'Chrome and Edge'}: ${list}`);
}
