import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ConnectionPage } from '@/components/connection/connection-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('connection');
  return { title: t('title') };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <ConnectionPage id={(await params).id} />;
}
