/** The sign of a sound that is off or paused: a bell, crossed out. */
export function CrossedBell() {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill="currentColor">
      <path d="M12 2.5a6 6 0 0 0-6 6V14l-2.5 3.5h17L18 14V8.5a6 6 0 0 0-6-6zM9.5 19a2.5 2.5 0 0 0 5 0z" />
      <path d="M3 3l18 18M21 3L3 21" stroke="currentColor" stroke-width="2.2" fill="none" />
    </svg>
  );
}
