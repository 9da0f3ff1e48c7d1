import type { Effect } from './effect.ts';
import { bareMemory } from './effects/bare-memory.ts';
import { corrosion } from './effects/corrosion.ts';
import { drain } from './effects/drain.ts';
import { echo } from './effects/echo.ts';
import { gravity } from './effects/gravity.ts';
import { overrun } from './effects/overrun.ts';
import { panic } from './effects/panic.ts';
import { shear } from './effects/shear.ts';
import { silence } from './effects/silence.ts';

/** The effects by the names that scores call them. */
export const effects = {
  bareMemory,
  corrosion,
  drain,
  echo,
  gravity,
  overrun,
  panic,
  shear,
  silence,
} as const satisfies Record<string, Effect>;

export type EffectName = keyof typeof effects;
