import { mergeThemeOverrides, type MantineThemeOverride } from '@mantine/core';
import type { TFunction } from 'i18next';
import { theme } from '../../theme';

/**
 * The theme with the names of the buttons that Mantine adds by itself, in the language of the page. A notice stands
 * beside dialogs, so the button that removes it is not called as theirs are.
 */
export function worded(t: TFunction<'console'>): MantineThemeOverride {
  const close = { defaultProps: { 'aria-label': t('user.close') } };
  return mergeThemeOverrides(theme, {
    components: {
      DrawerCloseButton: close,
      ModalCloseButton: close,
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('control.dismiss') } } },
      PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': t('control.showPassword') } } },
    },
  });
}
