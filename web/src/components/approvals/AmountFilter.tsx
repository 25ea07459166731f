import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { decimalsOf, parseAmount, showAmount } from '../../services/amount';
import { useFormats } from '../../services/format';
import { useViewer } from '../../services/viewerContext';
import { useTyped } from '../useTyped';

interface Props {
  label: string;
  /** Decimal text of the API, in the company's currency. */
  value: string | undefined;
  onChange(amount: string | undefined): void;
}

/** A bound of amounts, typed as the reader's language writes them. */
export function AmountFilter({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const { locale, money } = useFormats();
  const { currency } = useViewer();
  const typed = useTyped({
    value: value ?? '',
    show: (amount) => showAmount(amount, locale),
    read: (text) => parseAmount(text, locale, decimalsOf(currency)),
    // What is half typed leaves the list as it is.
    onChange: (amount) => amount !== null && onChange(amount || undefined),
  });
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      inputMode="decimal"
      value={typed.text}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={typed.leave}
      error={typed.wrong && t('limits.amountInvalid', { example: money({ amount: '500000.00', currency }) })}
      w={120}
    />
  );
}
