import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';

/** To the plan that mends a wire. */
export function RepairButton({ wireId }: { wireId: string }) {
  const t = useTranslations('wire.actions');
  return (
    <Button asChild variant="primary">
      <Link href={`/wires/new?wire=${wireId}&step=plan`}>{t('repair')}</Link>
    </Button>
  );
}
