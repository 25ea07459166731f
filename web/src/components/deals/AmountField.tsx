import { Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';

interface Props {
  label: string;
  /** False where the label stands elsewhere and only screen readers need it here. */
  shown?: boolean;
  description?: string;
  currency: string;
  value: string;
  wrong: boolean;
  onChange(typed: string): void;
}

/** An amount as it is typed; what is none is told beside it. */
export function AmountField({ label, shown = true, description, currency, value, wrong, onChange }: Props) {
  const { t } = useTranslation();
  const { money } = useFormats();
  return (
    <TextInput
      {...(shown ? { label } : { 'aria-label': label })}
      description={description}
      inputMode="decimal"
      leftSection={<Text size="xs">{currency}</Text>}
      leftSectionWidth={44}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={wrong && t('limits.amountInvalid', { example: money({ amount: '500000.00', currency }) })}
    />
  );
}
