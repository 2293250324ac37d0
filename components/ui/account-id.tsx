import { cn } from './cn';

/** An account number in groups of four, as the AWS console prints it. Copying gives the plain digits' groups. */
export function AccountId({ id, className }: { id: string; className?: string }) {
  return (
    <span className={cn('mono whitespace-nowrap text-ink-2', className)}>
      {id.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3')}
    </span>
  );
}
