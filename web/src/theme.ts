import { createTheme, Input, Pill, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const pine: MantineColorsTuple = [
  '#e9f5f4', '#d4e8e6', '#a8d2ce', '#78bab5', '#4fa49e', '#2f8f89', '#1d7d77', '#11655f', '#0f4c4a', '#0a3736',
];

// A cool grey: lists of figures read calmer on it than on Mantine's neutral one.
const gray: MantineColorsTuple = [
  '#f7f9f9', '#eff2f3', '#e2e7e9', '#d3dadd', '#b9c3c8', '#94a1a8', '#6d7b83', '#4f5c64', '#333e45', '#1b2329',
];
const dark: MantineColorsTuple = [
  '#d3dade', '#b4bec4', '#99a5ac', '#6f7c84', '#46525a', '#364149', '#273138', '#1b2329', '#151c21', '#0f1418',
];

const text = 'InterVariable, ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export const theme = createTheme({
  colors: { pine, gray, dark },
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  respectReducedMotion: true,
  autoContrast: true,
  luminanceThreshold: 0.36,
  fontFamily: text,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    fontFamily: text,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.125rem', lineHeight: '1.4' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h3: { fontSize: '0.8125rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '16px' },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    // A list opens when it is asked for, not because the keyboard comes by.
    Select: { defaultProps: { size: 'xs', openOnFocus: false } },
    MultiSelect: { defaultProps: { size: 'xs', openOnFocus: false } },
    SegmentedControl: { defaultProps: { size: 'xs' }, styles: { label: { paddingInline: 11 } } },
    Switch: { defaultProps: { size: 'sm' } },
    // The smallest inputs come with hints and pills of 10 px, which nobody should have to read.
    InputWrapper: Input.Wrapper.extend({
      vars: () => ({
        label: { '--input-label-size': 'var(--mantine-font-size-xs)' },
        description: { '--input-description-size': 'var(--mantine-font-size-xs)' },
        success: {},
        error: { '--input-error-size': 'var(--mantine-font-size-xs)' },
      }),
    }),
    Pill: Pill.extend({ vars: () => ({ root: { '--pill-fz': 'var(--mantine-font-size-xs)' } }) }),
    Tooltip: { defaultProps: { withArrow: true, openDelay: 250, multiline: true, maw: 320 } },
  },
});

// Mantine's dimmed text, placeholders, warnings and red buttons miss 4.5:1 on both grounds; these pass.
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#1b2329',
    '--mantine-color-dimmed': '#56636b',
    '--mantine-color-placeholder': '#66737b',
    '--mantine-color-error': '#b42318',
    '--mantine-color-orange-outline': '#a64b00',
    '--mantine-color-green-outline': '#137a4b',
    '--mantine-color-red-outline': '#b42318',
    '--mantine-color-red-filled': '#b42318',
    '--mantine-color-red-filled-hover': '#9a1e14',
    '--ground-nav': '#f7f9f9',
    '--ground-row': '#f3f7f7',
    '--line': '#e2e7e9',
    '--good': '#137a4b',
    '--warn': '#a64b00',
    '--warn-ground': '#fff4e5',
    '--bad': '#b42318',
    '--quiet': '#6d7b83',
    '--calm': '#2b6cb0',
    '--bar': '#1d7d77',
    '--bar-soft': '#d4e8e6',
    '--bar-lost': '#e2e7e9',
  },
  dark: {
    '--mantine-color-body': '#11171b',
    '--mantine-color-text': '#dfe5e8',
    '--mantine-color-dimmed': '#9fabb2',
    '--mantine-color-placeholder': '#8f9ca3',
    '--mantine-color-error': '#ff9a8f',
    '--mantine-color-orange-outline': '#ffb366',
    '--mantine-color-green-outline': '#5cc796',
    '--mantine-color-red-outline': '#ff9a8f',
    '--mantine-color-red-filled': '#b42318',
    '--mantine-color-red-filled-hover': '#9a1e14',
    '--ground-nav': '#0d1215',
    '--ground-row': '#1b242a',
    '--line': '#2a343b',
    '--good': '#5cc796',
    '--warn': '#ffb366',
    '--warn-ground': '#33240f',
    '--bad': '#ff9a8f',
    '--quiet': '#8f9ca3',
    '--calm': '#7ab3ef',
    '--bar': '#4fa49e',
    '--bar-soft': '#1f3f3e',
    '--bar-lost': '#2a343b',
  },
});
