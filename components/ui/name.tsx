import { cn } from './cn';

/** A name that somebody gave something in AWS: kept apart from the text around it, whatever characters are in it. */
export function Name({ text, className }: { text: string; className?: string }) {
  return (
    <bdi title={text} className={cn('mono', className)}>
      {text}
    </bdi>
  );
}
