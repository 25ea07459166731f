import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { Warning } from '../../services/absenceChanges';

/** What is worth knowing about a change that was written. */
export function WarningList({ warnings }: { warnings: Warning[] }) {
  return warnings.map(({ code, message }) => (
    <Alert key={code} color="orange" variant="outline" icon={<IconAlertTriangle size={18} />} mb="sm" role="alert">
      {message}
    </Alert>
  ));
}
