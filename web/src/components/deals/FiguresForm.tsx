import { Button, NumberInput, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { decimalsOf, parseAmount } from '../../services/amount';
import type { DealDetails } from '../../services/deal';
import { useDealChanges } from '../../services/dealChanges';
import { readFigures, showFigures, type TypedFacility, type TypedFigures } from '../../services/figures';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { useSave } from '../../services/save';
import { CommentField } from '../CommentField';
import type { Compared } from '../merge';
import { SaveBar } from '../SaveBar';
import { useDraft } from '../useDraft';
import { AmountField } from './AmountField';
import { FacilityRow } from './FacilityRow';

/** Facilities, existing exposure and discretion, as they are typed. */
export function FiguresForm({ deal, onDone }: { deal: DealDetails; onDone(): void }) {
  const { t } = useTranslation();
  const { locale, percent } = useFormats();
  const names = useNames();
  const { currency } = deal.loanAmount;
  const draft = useDraft<TypedFigures>(showFigures(deal, locale), deal.version);
  const save = useSave();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // On a phone the form opens below what is in sight. Newer browsers answer with a promise, which is no clean-up.
    form.current?.scrollIntoView?.({ block: 'nearest' });
  }, []);
  const changes = useDealChanges(deal);
  const { facilities } = draft.value;
  const figures = readFigures(draft.value, currency, locale);
  const wrong = (typed: string) => parseAmount(typed, locale, decimalsOf(currency)) === null;
  const setFacility = (place: number, part: Partial<TypedFacility>) =>
    draft.change({ facilities: facilities.map((facility, at) => (at === place ? { ...facility, ...part } : facility)) });
  const compare: Compared<TypedFigures>[] = [
    {
      field: 'facilities',
      label: t('deal.facilities'),
      text: (form) => form.facilities.map(({ category, book, typed }) => `${names.category(category)}, ${names.book(book)}, ${typed}`).join('; '),
    },
    { field: 'existingRetail', label: t('deal.existingRetail'), text: (form) => form.existingRetail },
    { field: 'existingBusiness', label: t('deal.existingBusiness'), text: (form) => form.existingBusiness },
    { field: 'discretionBps', label: t('deal.discretion'), text: (form) => (form.discretionBps === null ? '' : percent(form.discretionBps)) },
  ];
  const submit = async () => {
    if (!figures || !(await save.run(() => changes.setFigures(figures, draft.version)))) return;
    draft.discard();
    onDone();
  };
  return (
    <form ref={form} onSubmit={(event) => (event.preventDefault(), void submit())}>
      <Stack gap="xs">
        {facilities.map((facility, place) => (
          <FacilityRow
            key={place}
            place={place + 1}
            facility={facility}
            currency={currency}
            wrong={wrong(facility.typed)}
            onChange={(part) => setFacility(place, part)}
            onRemove={() => draft.change({ facilities: facilities.filter((_, at) => at !== place) })}
          />
        ))}
        <div>
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={facilities.length >= 50}
            onClick={() => draft.change({ facilities: [...facilities, { category: 'MORTGAGE', book: 'RETAIL', typed: '' }] })}
          >
            {t('deal.addFacility')}
          </Button>
        </div>
        {(['existingRetail', 'existingBusiness'] as const).map((field) => (
          <AmountField
            key={field}
            label={t(`deal.${field}`)}
            currency={currency}
            value={draft.value[field]}
            wrong={wrong(draft.value[field])}
            onChange={(typed) => draft.change({ [field]: typed })}
          />
        ))}
        <NumberInput
          label={t('deal.discretion')}
          description={t('deal.discretionHint')}
          value={draft.value.discretionBps ?? ''}
          onChange={(value) => draft.change({ discretionBps: typeof value === 'number' ? value : null })}
          allowDecimal={false}
          allowNegative={false}
          max={10_000}
          w={180}
        />
        <CommentField value={draft.value.comment} onChange={(comment) => draft.change({ comment })} />
        <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={figures !== null} compare={compare} />
        {!draft.dirty && (
          <Text size="sm">
            <Button variant="subtle" size="compact-xs" onClick={onDone}>
              {t('deal.stopEditing')}
            </Button>
          </Text>
        )}
      </Stack>
    </form>
  );
}
