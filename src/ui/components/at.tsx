import { Box } from 'ink';
import type { PropsWithChildren, ReactNode } from 'react';
import type { Box as Place } from '../layout.ts';

/** Its children, at a place of the screen. */
export function At({ place, children }: PropsWithChildren<{ readonly place: Place }>): ReactNode {
  return (
    <Box
      position="absolute"
      marginLeft={place.x}
      marginTop={place.y}
      width={place.width}
      height={place.height}
      flexDirection="column"
    >
      {children}
    </Box>
  );
}
