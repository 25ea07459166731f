import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './fonts.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { start } from './routes/start';

const root = document.getElementById('root');
if (root) void start(createRoot(root));
