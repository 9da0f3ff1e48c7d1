import { Box } from 'ink';
import type { ReactNode } from 'react';
import { layout } from '../layout.ts';
import { awake } from '../life/awake.ts';
import type { View } from '../life/view.ts';
import { At } from './at.tsx';
import { Header } from './header.tsx';
import { Rule } from './rule.tsx';
import { Sidebar } from './sidebar.tsx';
import { TextPane } from './text-pane.tsx';
import { Timeline } from './timeline.tsx';
import { TooSmall } from './too-small.tsx';
import { Waking } from './waking.tsx';

/** The whole screen: a pure function of what is known, the screen's size and the time. */
export function Stage({ view }: { readonly view: View }): ReactNode {
  const { columns, rows } = view;
  const places = layout(columns, rows);
  return (
    <Box width={columns} height={rows}>
      {places === null ? (
        <TooSmall view={view} />
      ) : view.loading !== null ? (
        <Waking loading={view.loading} columns={columns} rows={rows} />
      ) : (
        <>
          {awake(view.state) > 0 && (
            <At place={places.header}>
              <Header view={view} width={places.header.width} />
            </At>
          )}
          <At place={places.text}>
            <TextPane view={view} place={places.text} />
          </At>
          <At place={places.rule}>
            <Rule view={view} height={places.rule.height} />
          </At>
          <At place={places.sidebar}>
            <Sidebar view={view} place={places.sidebar} />
          </At>
          <At place={places.timeline}>
            <Timeline view={view} width={places.timeline.width} />
          </At>
        </>
      )}
    </Box>
  );
}
