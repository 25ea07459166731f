import { Checkbox, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, isLanguage, languages } from '../../services/language';
import type { Me } from '../../services/me';
import { useMeChanges } from '../../services/meChanges';
import { useSave } from '../../services/save';
import { Fact, Facts } from '../Facts';
import { Panel } from '../Panel';
import type { Compared } from '../merge';
import { SaveBar } from '../SaveBar';
import { useDraft } from '../useDraft';

/** What people say of themselves; what the directory says is shown and stays. */
export function ProfileForm({ me: { profile, signIn } }: { me: Me }) {
  const { t } = useTranslation();
  const { firstName, lastName, phone, locale, version, source, userName, email, title } = profile;
  const governed = source === 'DIRECTORY';
  const draft = useDraft({ firstName, lastName, phone, locale, phoneIsMobile: signIn.phoneIsMobile }, version);
  const changes = useMeChanges();
  const save = useSave();
  const { value, change } = draft;
  const compare: Compared<typeof value>[] = [
    { field: 'firstName', label: t('me.firstName'), text: (form) => form.firstName },
    { field: 'lastName', label: t('me.lastName'), text: (form) => form.lastName },
    { field: 'phone', label: t('me.phone'), text: (form) => form.phone },
    { field: 'phoneIsMobile', label: t('me.mobile'), text: (form) => t(form.phoneIsMobile ? 'people.yes' : 'people.no') },
    { field: 'locale', label: t('me.language'), text: (form) => (isLanguage(form.locale) ? languages[form.locale] : t('me.languageOfCompany')) },
  ];
  const submit = async () => {
    const names = governed ? {} : { firstName: value.firstName.trim(), lastName: value.lastName.trim() };
    // A number needs a fresh proof; it is sent only when it changed.
    const number = value.phone === phone && value.phoneIsMobile === signIn.phoneIsMobile ? {} : { phone: value.phone.trim() || null, phoneIsMobile: value.phoneIsMobile };
    const sent = { expectedVersion: draft.version, locale: value.locale || null, ...names, ...number };
    if (!(await save.run(() => changes.profile(sent)))) return;
    draft.discard();
    if (isLanguage(value.locale)) await chooseLanguage(value.locale);
  };
  return (
    <Panel title={t('me.tab.profile')}>
      <Stack gap="sm" maw={520}>
        <Facts>
          <Fact label={t('me.userName')}>{userName}</Fact>
          <Fact label={t('me.email')}>{email}</Fact>
          {title && <Fact label={t('me.jobTitle')}>{title}</Fact>}
        </Facts>
        <TextInput label={t('me.firstName')} description={governed && t('me.governed')} value={value.firstName} onChange={(event) => change({ firstName: event.currentTarget.value })} readOnly={governed} autoComplete="given-name" />
        <TextInput label={t('me.lastName')} value={value.lastName} onChange={(event) => change({ lastName: event.currentTarget.value })} readOnly={governed} autoComplete="family-name" />
        <TextInput label={t('me.phone')} description={t('me.phoneHint')} value={value.phone} onChange={(event) => change({ phone: event.currentTarget.value })} type="tel" autoComplete="tel" placeholder={example} />
        <Checkbox label={t('me.mobile')} checked={value.phoneIsMobile} onChange={(event) => change({ phoneIsMobile: event.currentTarget.checked })} disabled={!value.phone} />
        <Select
          label={t('me.language')}
          description={t('me.languageHint')}
          data={[{ value: '', label: t('me.languageOfCompany') }, ...Object.entries(languages).map(([code, name]) => ({ value: code, label: name }))]}
          value={value.locale}
          onChange={(code) => change({ locale: code ?? '' })}
          allowDeselect={false}
        />
        <SaveBar draft={draft} save={save} onSave={() => void submit()} valid={governed || value.firstName.trim() !== ''} compare={compare} />
      </Stack>
    </Panel>
  );
}

const example = '+14165550123';
