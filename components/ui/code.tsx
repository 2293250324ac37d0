import { cn } from './cn';
import { CopyButton } from './copy-button';

type BlockProps = {
  /** Copied and shown as it is. */
  text: string;
  /** Stands over the block and names it. */
  label?: string;
  className?: string;
  /** Longest height before it scrolls; a Tailwind class. */
  maxHeight?: string;
  wrap?: boolean;
};

/** A block of text to read and to copy: a policy, a command, a template. */
export function CodeBlock({ text, label, className, maxHeight = 'max-h-96', wrap }: BlockProps) {
  return (
    <figure className={cn('overflow-hidden rounded-lg border border-line bg-bank', className)}>
      <div className="flex min-h-8 items-center justify-between gap-2 border-b border-line py-0.5 pr-1 pl-3">
        <figcaption className="truncate text-sm text-ink-2">{label}</figcaption>
        <CopyButton text={text} />
      </div>
      <div tabIndex={0} className={cn('overflow-auto focus-visible:-outline-offset-2', maxHeight)}>
        <pre className={cn('w-max min-w-full p-3 text-sm leading-5', wrap && 'w-auto whitespace-pre-wrap')}>{text}</pre>
      </div>
    </figure>
  );
}
