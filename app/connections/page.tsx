import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConnectionList } from '@/components/connection/connection-list';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connection');
  return { title: t('list.title') };
}

export default function ConnectionsPage() {
  return <ConnectionList />;
}
