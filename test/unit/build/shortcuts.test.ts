import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Command = { suggested_key: Record<string, string> };

const { commands } = JSON.parse(readFileSync('manifest.json', 'utf8'));

test.each(Object.entries<Command>(commands))(
  '%s types nothing in any layout of a Mac',
  (_, { suggested_key }) => {
    // There, Option with a letter types one, Option+Shift+L a Polish "Ł"; and "Ctrl" means Command.
    expect(suggested_key['mac']).toMatch(/^MacCtrl\+Shift\+[A-Z]$/);
  },
);

test.each(Object.entries<Command>(commands))(
  '%s is written as Chrome and Firefox read it',
  (_, { suggested_key }) => {
    for (const keys of Object.values(suggested_key)) {
      expect(keys).toMatch(/^(Alt|Ctrl|Command|MacCtrl)\+(Shift\+)?[A-Z0-9]$/);
    }
  },
);
