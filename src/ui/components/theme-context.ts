import { createContext } from 'react';
import { plainTheme } from '../theme/plain-theme.ts';
import type { Theme } from '../theme/theme.ts';

/** The theme of everything on the stage. */
export const ThemeContext = createContext<Theme>(plainTheme);
