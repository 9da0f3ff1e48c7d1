import { Box } from 'ink';
import { useContext, type ReactNode } from 'react';
import { lastToken } from '../../core/act.ts';
import type { Box as Place } from '../layout.ts';
import { duration } from '../life/duration.ts';
import { megabytes } from '../life/megabytes.ts';
import { percent } from '../life/percent.ts';
import type { View } from '../life/view.ts';
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

/** The instruments: what is measured, and nothing else. */
export function Sidebar({
  view,
  place,
}: {
  readonly view: View;
  readonly place: Place;
}): ReactNode {
  const theme = useContext(ThemeContext);
  const { state } = view;
  const { born, vitals } = state;
  const { width, height } = place;
  const accent = theme.acts[state.act].accent;
  const thick = height >= LARGE ? 2 : 1;
  const roomy = height >= ROOMY;

  const size = born?.contextSize ?? 0;
  const prompt = born?.promptTokens ?? 0;
  const used = state.read < prompt ? state.read : state.used;
  const full = size === 0 ? 0 : used / size;
  const left = view.msPerToken * Math.max(0, lastToken(size) - used);
  const certainty = state.spoken === 0 ? null : state.certainty;
  const echo = state.spoken === 0 ? null : view.echo;

  return (
    <Box flexDirection="column" rowGap={height >= LARGE ? 2 : 1} width={width}>
      <Box flexDirection="column">
        <ReadingLine width={width} label="CONTEXT" value={percent(full)} />
        <Gauge
          width={width}
          height={thick}
          share={full}
          given={size === 0 ? 0 : Math.min(used, prompt) / size}
          pen={accent}
        />
        <ReadingLine
          width={width}
          label={width < 26 ? `${used}/${size}` : `${used} / ${size}`}
          value={view.msPerToken === 0 ? '' : `${duration(left)} to live`}
        />
      </Box>
      <Box flexDirection="column">
        <ReadingLine
          width={width}
          label="MEMORY"
          value={vitals === null ? UNKNOWN : megabytes(vitals.rss)}
        />
        <Gauge
          width={width}
          height={thick}
          share={(vitals?.rss ?? 0) / (born?.memory ?? Infinity)}
          pen={theme.label}
        />
        {roomy && (
          <ReadingLine width={width} label={`of ${megabytes(born?.memory ?? 0)}`} value="" />
        )}
      </Box>
      <Box flexDirection="column">
        <ReadingLine
          width={width}
          label="SPEED"
          value={vitals === null ? UNKNOWN : `${vitals.tokensPerSecond.toFixed(1)} tokens/s`}
        />
        <Sparkline
          width={width}
          height={height >= LARGE ? 7 : roomy ? 4 : 2}
          values={state.speeds}
          pen={theme.label}
          newest={accent}
        />
      </Box>
      <Box flexDirection="column" rowGap={roomy ? 1 : 0}>
        <Box flexDirection="column">
          <ReadingLine
            width={width}
            label="CERTAINTY"
            value={certainty === null ? UNKNOWN : percent(certainty)}
          />
          {roomy && <Slider width={width} share={certainty} pen={accent} />}
        </Box>
        <Box flexDirection="column">
          <ReadingLine width={width} label="ECHO" value={echo === null ? UNKNOWN : percent(echo)} />
          {roomy && <Slider width={width} share={echo} pen={accent} />}
        </Box>
      </Box>
      {height >= WITH_MACHINE && <Machine view={view} width={width} />}
    </Box>
  );
}

/** What the machine feels of it. */
function Machine({ view, width }: { readonly view: View; readonly width: number }): ReactNode {
  const { vitals, age } = view.state;
  const cpu = vitals === null ? UNKNOWN : percent(vitals.cpu);
  const heat = vitals?.temperature ?? null;
  return (
    <Box flexDirection="column">
      <ReadingLine
        width={width}
        label="CPU"
        value={heat === null ? cpu : `${cpu}  ${Math.round(heat)} °C`}
      />
      <ReadingLine width={width} label="AGE" value={duration(age)} />
    </Box>
  );
}
