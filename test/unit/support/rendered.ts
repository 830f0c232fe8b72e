import { type ComponentChildren, isValidElement, toChildArray, type VNode } from 'preact';
import { Button } from '../../../src/ui/button.tsx';
import { CopyField } from '../../../src/ui/copy-field.tsx';
import { CopyRequest } from '../../../src/ui/copy-request.tsx';

/** Describes what an element is given. */
export type Props = Record<string, unknown> & { onPress?(): void; children?: ComponentChildren };
type Component = (props: Props) => ComponentChildren;

/** Lists components that are not looked into: of those, a test asks what they are given. */
const closed: readonly unknown[] = [Button, CopyField, CopyRequest];

const childrenOf = ({ type, props }: VNode<Props>): ComponentChildren =>
  typeof type === 'string' || closed.includes(type) ? props.children : (type as Component)(props);

/** Lists the elements that are rendered, with those inside components. */
export const elementsIn = (rendered: ComponentChildren): VNode<Props>[] =>
  toChildArray(rendered)
    .filter((child): child is VNode<Props> => isValidElement(child))
    .flatMap((element) => [element, ...elementsIn(childrenOf(element))]);

/** Lists the words that are rendered. */
export const wordsIn = (rendered: ComponentChildren): string =>
  toChildArray(rendered)
    .map((child) => (isValidElement(child) ? wordsIn(childrenOf(child as VNode<Props>)) : String(child)))
    .join(' ');
