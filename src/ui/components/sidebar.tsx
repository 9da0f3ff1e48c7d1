import { Box } from 'ink';
import { Fragment, useContext, type ReactNode } from 'react';
import { lastToken } from '../../core/act.ts';
import type { Box as Place } from '../layout.ts';
import { awake } from '../life/awake.ts';
import { duration } from '../life/duration.ts';
import { fullness } from '../life/fullness.ts';
import { megabytes } from '../life/megabytes.ts';
import { percent } from '../life/percent.ts';
import type { View } from '../life/view.ts';
import { worn } from '../life/worn.ts';
import { Gauge } from './gauge.tsx';
import { ReadingLine } from './reading-line.tsx';
import { Slider } from './slider.tsx';
import { Sparkline } from './sparkline.tsx';
import { ThemeContext } from './theme-context.ts';

/** Rows from which every instrument has room to breathe; from which they are large. */
const ROOMY = 22;
const LARGE = 40;
/** Rows below which the last group is left out. */
const WITH_MACHINE = 17;

/** What is not measured yet. */
const UNKNOWN = '–';

interface Instrument {
  readonly view: View;
  /** Of the sidebar, in cells. */
  readonly place: Place;
}

/**
 * The instruments: what is measured, and nothing else. While the mind reads its
 * prompt they come one after the other.
 */
export function Sidebar(props: Instrument): ReactNode {
  const { width, height } = props.place;
  const instruments = [
    <Context key="context" {...props} />,
    <Memory key="memory" {...props} />,
    <Speed key="speed" {...props} />,
    <Voice key="voice" {...props} />,
    height >= WITH_MACHINE ? <Machine key="machine" {...props} /> : <Fragment key="machine" />,
  ];
  return (
    <Box flexDirection="column" rowGap={height >= LARGE ? 2 : 1} width={width}>
      {instruments.slice(0, Math.ceil(awake(props.view.state) * instruments.length))}
    </Box>
  );
}

function Context({ view, place: { width, height } }: Instrument): ReactNode {
  const { state } = view;
  const size = state.born?.contextSize ?? 0;
  const full = fullness(state);
  const used = Math.round(full * size);
  const given = size === 0 ? 0 : (state.born?.promptTokens ?? 0) / size;
  const left = view.msPerToken * Math.max(0, lastToken(size) - used);
  return (
    <Box flexDirection="column">
      <ReadingLine width={width} label={worn('CONTEXT', state)} value={percent(full)} />
      <Gauge
        width={width}
        height={height >= LARGE ? 2 : 1}
        share={full}
        given={Math.min(full, given)}
        pen={useAccent(view)}
      />
      <ReadingLine
        width={width}
        label={width < 26 ? `${used}/${size}` : `${used} / ${size}`}
        value={view.msPerToken === 0 ? '' : `${duration(left)} to live`}
      />
    </Box>
  );
}

function Memory({ view, place: { width, height } }: Instrument): ReactNode {
  const theme = useContext(ThemeContext);
  const { born, vitals } = view.state;
  return (
    <Box flexDirection="column">
      <ReadingLine
        width={width}
        label={worn('MEMORY', view.state)}
        value={vitals === null ? UNKNOWN : megabytes(vitals.rss)}
      />
      <Gauge
        width={width}
        height={height >= LARGE ? 2 : 1}
        share={(vitals?.rss ?? 0) / (born?.memory ?? Infinity)}
        pen={theme.label}
      />
      {height >= ROOMY && (
        <ReadingLine width={width} label={`of ${megabytes(born?.memory ?? 0)}`} value="" />
      )}
    </Box>
  );
}

function Speed({ view, place: { width, height } }: Instrument): ReactNode {
  const theme = useContext(ThemeContext);
  // Before the first token the engine has no speed.
  const speeds = view.state.speeds.filter((speed) => speed > 0);
  const newest = speeds.at(-1);
  return (
    <Box flexDirection="column">
      <ReadingLine
        width={width}
        label={worn('SPEED', view.state)}
        value={newest === undefined ? UNKNOWN : `${newest.toFixed(1)} tokens/s`}
      />
      <Sparkline
        width={width}
        height={height >= LARGE ? 7 : height >= ROOMY ? 4 : 2}
        values={speeds}
        pen={theme.label}
        newest={useAccent(view)}
      />
    </Box>
  );
}

/** How it speaks: how sure of its words, and how often in words that it has used before. */
function Voice({ view, place: { width, height } }: Instrument): ReactNode {
  const { state } = view;
  const pen = useAccent(view);
  const roomy = height >= ROOMY;
  const values = [
    ['CERTAINTY', state.certainty],
    ['ECHO', view.echo],
  ] as const;
  return (
    <Box flexDirection="column" rowGap={roomy ? 1 : 0}>
      {values.map(([name, value]) => {
        const share = state.spoken === 0 ? null : value;
        return (
          <Box key={name} flexDirection="column">
            <ReadingLine
              width={width}
              label={worn(name, state)}
              value={share === null ? UNKNOWN : percent(share)}
            />
            {roomy && <Slider width={width} share={share} pen={pen} />}
          </Box>
        );
      })}
    </Box>
  );
}

/** What the machine feels of it. */
function Machine({ view, place: { width } }: Instrument): ReactNode {
  const { vitals, age } = view.state;
  const cpu = vitals === null ? UNKNOWN : percent(vitals.cpu);
  const heat = vitals?.temperature ?? null;
  return (
    <Box flexDirection="column">
      <ReadingLine
        width={width}
        label={worn('CPU', view.state)}
        value={heat === null ? cpu : `${cpu}  ${Math.round(heat)} °C`}
      />
      <ReadingLine width={width} label={worn('AGE', view.state)} value={duration(age)} />
    </Box>
  );
}

/** The colour of the act. */
function useAccent(view: View) {
  return useContext(ThemeContext).acts[view.state.act].accent;
}
