import { fadeLadders } from './fade-ladders.ts';
import type { ActPens, Pen, Theme } from './theme.ts';

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Steps of a fade, from full light to none. */
const FADE_STEPS = 7;

/* Paper and lamp light on black; each act has one colour, from dawn to alarm. */
const PAPER: Rgb = [214, 207, 194];
const ACTS = {
  waking: [124, 178, 204],
  thinking: [168, 190, 176],
  unease: [222, 165, 78],
  dread: [216, 86, 62],
  collapse: [255, 72, 52],
} as const satisfies Record<string, Rgb>;

const COLOURS = {
  title: [150, 143, 132],
  label: [112, 106, 98],
  faint: [66, 63, 58],
  fresh: [255, 252, 244],
  recent: [238, 231, 218],
  thought: PAPER,
  past: [124, 118, 109],
  longPast: [82, 78, 72],
  host: [84, 97, 108],
  opening: [122, 138, 150],
} as const satisfies Record<string, Rgb>;

/**
 * A theme in colours of one's own.
 *
 * @param toPen writes a colour as the parameters of an SGR sequence
 */
export function paletteTheme(name: 'ansi256' | 'truecolor', toPen: (colour: Rgb) => Pen): Theme {
  const ladders: Pen[][] = [];
  function pen(colour: Rgb, weight = ''): Pen {
    const steps = Array.from({ length: FADE_STEPS }, (_, step) =>
      weight.concat(toPen(mix(colour, [0, 0, 0], step / FADE_STEPS))),
    );
    ladders.push([...new Set(steps)]);
    return weight + toPen(colour);
  }
  function act(colour: Rgb, ruleLight: number): ActPens {
    return {
      accent: pen(colour),
      name: pen(colour, '1;'),
      doubt: pen(mix(PAPER, colour, 0.6)),
      rule: pen(mix([0, 0, 0], colour, ruleLight)),
    };
  }
  const theme = {
    name,
    glyphs: 'unicode',
    synchronized: true,
    palette: false,
    title: pen(COLOURS.title),
    label: pen(COLOURS.label),
    value: pen(PAPER),
    faint: pen(COLOURS.faint),
    fresh: pen(COLOURS.fresh, '1;'),
    recent: pen(COLOURS.recent),
    thought: pen(COLOURS.thought),
    past: pen(COLOURS.past),
    longPast: pen(COLOURS.longPast),
    host: pen(COLOURS.host),
    opening: pen(COLOURS.opening),
    alarm: pen(ACTS.collapse, '1;'),
    acts: {
      waking: act(ACTS.waking, 0.35),
      thinking: act(ACTS.thinking, 0.35),
      // Darker, and the nearest of the 256 colours would be olive and brown.
      unease: act(ACTS.unease, 0.6),
      dread: act(ACTS.dread, 0.8),
      collapse: act(ACTS.collapse, 1),
    },
  } as const;
  return { ...theme, fades: fadeLadders(ladders) };
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2): number =>
    Math.round(from[index] + (to[index] - from[index]) * share);
  return [channel(0), channel(1), channel(2)];
}
