/** As many frames as a slow machine may need to draw a line that was out of sight. */
const most = 60;

/** Gives the keyboard to what is drawn with one of the next frames; tells when it has it, or that it never came. */
export function focusSoon(find: () => HTMLElement | null | undefined, then?: () => void, frames = most): void {
  requestAnimationFrame(() => {
    const found = find();
    if (!found && frames > 1) return focusSoon(find, then, frames - 1);
    found?.focus();
    then?.();
  });
}
