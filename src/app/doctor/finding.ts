/** What the doctor has found about one thing that the piece depends on. */
export interface Finding {
  /** "memory". */
  readonly topic: string;
  /** With a warning it lives, but not well; when something is bad it cannot live. */
  readonly state: 'good' | 'warning' | 'bad';
  /** Plain words, a line each. */
  readonly says: readonly string[];
  /** What to change; a line. */
  readonly change?: string;
  /** What was measured, for scripts; bytes, °C, cells. */
  readonly measured?: Readonly<Record<string, number | string | null>>;
  /** Rows for people. */
  readonly rows?: readonly (readonly string[])[];
}
