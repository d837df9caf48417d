/** Who gave an order, in the log, where no account did. No account is called so: their names hold no space. */
export const CALLER_NAMES = {
  /** Whoever sits at the box, while nobody signs in. */
  screen: "this screen",
  /** The configuration. */
  site: "site settings",
} as const;
