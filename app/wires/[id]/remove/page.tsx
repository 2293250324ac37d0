import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RemoveWire } from '@/components/wire/remove-wire';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wire.remove');
  return { title: t('title') };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <RemoveWire id={(await params).id} />;
}
