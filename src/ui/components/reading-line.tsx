import { useContext, type ReactNode } from 'react';
import type { Pen } from '../theme/theme.ts';
import { justified } from './justified.ts';
import { Lines } from './lines.tsx';
import { ThemeContext } from './theme-context.ts';

export interface ReadingLineProps {
  /** In cells. */
  readonly width: number;
  readonly label: string;
  readonly value: string;
  /** @default the theme's value */
  readonly pen?: Pen;
}

/** One reading of an instrument: its name at the left, what it says at the right. */
export function ReadingLine({ width, label, value, pen }: ReadingLineProps): ReactNode {
  const theme = useContext(ThemeContext);
  const left = [{ pen: theme.label, text: label }];
  const right = [{ pen: pen ?? theme.value, text: value }];
  return <Lines width={width} lines={[justified(width, left, right)]} />;
}
