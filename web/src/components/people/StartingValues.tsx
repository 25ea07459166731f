import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import { limitNames, type Limit } from '../../services/limits';
import { useNames } from '../../services/names';
import { useStarts, type Starts } from '../../services/starts';
import { useViewer } from '../../services/viewerContext';
import { Fact, Facts } from '../Facts';

/** What somebody who gets these roles starts with: limits, capacity and preferences. */
export function StartingValues({ roles }: { roles: readonly { id: string; name: string }[] }) {
  const { t } = useTranslation();
  const names = useNames();
  const starts = useStarts();
  const told = roles.flatMap((role) => {
    const values = starts.get(role.id);
    return values ? [{ role, values }] : [];
  });
  if (roles.length === 0) return null;
  if (told.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {t('people.starts.none')}
      </Text>
    );
  }
  return told.map(({ role, values }) => (
    <section key={role.id} aria-label={t('people.starts.of', { role: names.role(role.name) })}>
      <Text size="xs" fw={500}>
        {t('people.starts.of', { role: names.role(role.name) })}
      </Text>
      <Values values={values} />
    </section>
  ));
}

function Values({ values }: { values: Starts }) {
  const { t } = useTranslation();
  const { money, number, percent } = useFormats();
  const names = useNames();
  const { limitsView } = useViewer();
  const amount = (limit: Limit) => (limit.kind === 'AMOUNT' ? money(limit.money) : t(`limits.kind.${limit.kind}`));
  const list = (some: readonly string[], name: (value: string) => string) => some.map(name).join(', ') || t('preferences.anything');
  return (
    <Facts>
      {values.maxCapacity !== null && <Fact label={t('limits.maxCapacity')}>{number(values.maxCapacity)}</Fact>}
      {values.maxDiscretionBps !== null && <Fact label={t('limits.maxDiscretion')}>{percent(values.maxDiscretionBps)}</Fact>}
      {limitNames(limitsView).map((name) => {
        const limit = values.amounts[name];
        return limit && <Fact key={name} label={t(`limits.${name}`)}>{amount(limit)}</Fact>;
      })}
      {values.autoAssign !== null && <Fact label={t('preferences.autoAssign')}>{t(values.autoAssign ? 'people.yes' : 'people.no')}</Fact>}
      {values.locations && <Fact label={t('preferences.locations')}>{list(values.locations, names.province)}</Fact>}
      {values.languages && <Fact label={t('preferences.languages')}>{list(values.languages, names.language)}</Fact>}
      {values.propertyTypes && <Fact label={t('preferences.propertyTypes')}>{list(values.propertyTypes, names.propertyType)}</Fact>}
    </Facts>
  );
}
