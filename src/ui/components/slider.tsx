import { useContext, type ReactNode } from 'react';
import type { Pen } from '../theme/theme.ts';
import { Lines } from './lines.tsx';
import { ThemeContext } from './theme-context.ts';

export interface SliderProps {
  /** In cells. */
  readonly width: number;
  /** Where it stands, 0 to 1; null when it was not measured yet. */
  readonly share: number | null;
  readonly pen: Pen;
}

/** Where something stands between nothing and all. */
export function Slider({ width, share, pen }: SliderProps): ReactNode {
  const theme = useContext(ThemeContext);
  if (share === null) {
    return <Lines width={width} lines={[[{ pen: theme.faint, text: '─'.repeat(width) }]]} />;
  }
  const at = Math.round(Math.min(1, Math.max(0, share)) * (width - 1));
  const line = [
    { pen: theme.label, text: '─'.repeat(at) },
    { pen, text: '■' },
    { pen: theme.faint, text: '─'.repeat(width - 1 - at) },
  ];
  return <Lines width={width} lines={[line]} />;
}
