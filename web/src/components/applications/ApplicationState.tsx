import { useTranslation } from 'react-i18next';
import type { Application } from '../../services/applications';
import { Status } from '../Status';

/** Whether people can sign in to an application. */
export function ApplicationState({ application: { state } }: { application: Pick<Application, 'state'> }) {
  const { t } = useTranslation();
  return <Status tone={state === 'ACTIVE' ? 'good' : 'bad'}>{t(`applications.state.${state}`)}</Status>;
}
