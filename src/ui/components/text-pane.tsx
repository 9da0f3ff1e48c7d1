import { Box } from 'ink';
import { useContext, type ReactNode } from 'react';
import type { Box as Place } from '../layout.ts';
import type { View } from '../life/view.ts';
import { paneRows } from '../text/pane-rows.ts';
import { Lines } from './lines.tsx';
import { ThemeContext } from './theme-context.ts';

/** What the mind says. */
export function TextPane({
  view,
  place,
}: {
  readonly view: View;
  readonly place: Place;
}): ReactNode {
  const theme = useContext(ThemeContext);
  const { born, read } = view.state;
  const listening = born !== null && read > 0 && read < born.promptTokens;
  return (
    <Box flexDirection="column" width={place.width + 1}>
      <Lines width={place.width + 1} lines={paneRows(view, theme)} />
      {listening && (
        <Box position="absolute" marginTop={place.height - 1}>
          <Lines
            width={place.width}
            lines={[
              [
                {
                  pen: theme.host,
                  text: `reading what it was told: ${read} of ${born.promptTokens}`,
                },
              ],
            ]}
          />
        </Box>
      )}
    </Box>
  );
}
