import { Button, Group, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decimalsOf, parseAmount, showAmount } from '../../services/amount';
import { securedKinds, type AuthoritySearch } from '../../services/authority';
import { useFormats } from '../../services/format';
import { useViewer } from '../../services/viewerContext';
import { AmountField } from '../deals/AmountField';
import { ThenField } from './ThenField';

interface Props {
  search: AuthoritySearch;
  onChange(part: Partial<AuthoritySearch>): void;
}

/** Amount, what it is secured by where that counts, discretion, and when. */
export function WhoForm({ search, onChange }: Props) {
  const { t } = useTranslation();
  const { locale } = useFormats();
  const { currency, zone, limitsView } = useViewer();
  const [typed, setTyped] = useState(search.amount ? showAmount(search.amount, locale) : '');
  const [as, setAs] = useState(search.as ?? 'mortgageSecured');
  const [bps, setBps] = useState<number | ''>(search.bps ?? '');
  const [at, setAt] = useState(search.at);
  const amount = parseAmount(typed, locale, decimalsOf(currency));
  const ask = () =>
    amount && onChange({ amount, at, bps: bps || undefined, as: limitsView === 'EXPANDED' && as !== 'mortgageSecured' ? as : undefined });
  return (
    <form onSubmit={(event) => (event.preventDefault(), ask())}>
      <Group gap="sm" align="flex-start">
        <AmountField label={t('who.amount')} currency={currency} value={typed} wrong={typed !== '' && amount === null} onChange={setTyped} />
        {limitsView === 'EXPANDED' && (
          <Select
            label={t('who.as')}
            data={securedKinds.map((value) => ({ value, label: t(`limits.${value}`) }))}
            value={as}
            onChange={(value) => value && setAs(value)}
            allowDeselect={false}
          />
        )}
        <NumberInput
          label={t('deal.discretion')}
          description={t('deal.discretionHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={bps}
          onChange={(value) => setBps(typeof value === 'number' ? value : '')}
          allowDecimal={false}
          allowNegative={false}
          max={10_000}
          w={150}
        />
        <ThenField label={t('who.at')} value={at} zone={zone} onChange={setAt} />
        <Button type="submit" mt={22} disabled={!amount}>
          {t('who.ask')}
        </Button>
      </Group>
    </form>
  );
}
