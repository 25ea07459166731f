import { Checkbox, Group, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { authMethods, scopes, type AuthMethod } from '../../services/applications';
import { badRedirects, type Fields } from './fields';

interface Props {
  value: Fields;
  /** True for one that is registered already: how it authenticates stays. */
  registered: boolean;
  onChange(part: Partial<Fields>): void;
}

/** Everything that can be said of an application. */
export function ApplicationFields({ value, registered, onChange }: Props) {
  const { t } = useTranslation();
  const bad = badRedirects(value.redirectUris);
  return (
    <Stack gap="sm" maw={640}>
      <TextInput label={t('applications.name')} value={value.name} onChange={(event) => onChange({ name: event.currentTarget.value })} maxLength={100} required />
      <Select
        label={t('applications.authMethod')}
        description={t('applications.authMethodHint')}
        data={authMethods.map((method) => ({ value: method, label: t(`applications.method.${method}`) }))}
        value={value.authMethod}
        onChange={(method) => method && onChange({ authMethod: method as AuthMethod })}
        allowDeselect={false}
        disabled={registered}
      />
      {value.authMethod === 'PRIVATE_KEY_JWT' && (
        <Textarea label={t('applications.jwks')} value={value.jwks} onChange={(event) => onChange({ jwks: event.currentTarget.value })} autosize minRows={4} maxRows={12} spellCheck={false} required />
      )}
      <Textarea
        label={t('applications.redirects')}
        description={t('applications.redirectsHint')}
        error={bad.length > 0 && t('applications.badRedirect', { address: bad[0] })}
        value={value.redirectUris}
        onChange={(event) => onChange({ redirectUris: event.currentTarget.value })}
        autosize
        minRows={2}
        spellCheck={false}
        required
      />
      <Checkbox.Group label={t('applications.scopes')} description={t('applications.scopesHint')} value={value.scopes} onChange={(list) => onChange({ scopes: list })}>
        <Stack gap={6} mt={6}>
          {scopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={scope} description={t(`applications.scope.${scope}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Textarea label={t('applications.postLogout')} description={t('applications.postLogoutHint')} value={value.postLogoutRedirectUris} onChange={(event) => onChange({ postLogoutRedirectUris: event.currentTarget.value })} autosize minRows={1} spellCheck={false} />
      <TextInput label={t('applications.backchannel')} description={t('applications.backchannelHint')} value={value.backchannelLogoutUri} onChange={(event) => onChange({ backchannelLogoutUri: event.currentTarget.value })} inputMode="url" spellCheck={false} />
      <Group>
        <Switch label={t('applications.introspect')} description={t('applications.introspectHint')} checked={value.mayIntrospect} onChange={(event) => onChange({ mayIntrospect: event.currentTarget.checked })} />
      </Group>
    </Stack>
  );
}
