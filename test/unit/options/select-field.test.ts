import { type ComponentChildren, isValidElement, toChildArray, type VNode } from 'preact';
import { expect, test } from 'vitest';
import { SelectField } from '../../../src/options/select-field.tsx';

type Select = { onChange(event: { currentTarget: { value: string } }): void; children?: ComponentChildren };

/** Finds the list of choices in what is rendered. */
function selectIn(rendered: ComponentChildren): Select | undefined {
  for (const child of toChildArray(rendered)) {
    if (!isValidElement(child)) continue;
    const { type, props } = child as VNode<Select>;
    const found = type === 'select' ? props : selectIn(props.children);
    if (found) return found;
  }
  return undefined;
}

test('a choice looks taken only once it is stored, however often it is made', () => {
  const chosen: string[] = [];
  const rendered = SelectField({
    id: 'wait',
    label: 'Wait',
    value: '0',
    choices: [
      { value: '0', label: 'Never' },
      { value: '60', label: '1 minute' },
    ],
    locked: false,
    onChange: (value) => chosen.push(value),
  });
  for (let times = 0; times < 2; times += 1) {
    const currentTarget = { value: '60' };
    selectIn(rendered)?.onChange({ currentTarget });
    expect(currentTarget.value).toBe('0');
  }
  expect(chosen).toEqual(['60', '60']);
});
