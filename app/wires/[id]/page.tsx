import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { WirePage } from '@/components/wire/wire-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wire');
  return { title: t('title') };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <WirePage id={id} />;
}
