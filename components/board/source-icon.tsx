import { cn } from '@/components/ui/cn';

/** A stream: three waters. A function: its lambda. A role: a key's bow. */
export function EndIcon({ of, className }: { of: 'stream' | 'function' | 'role'; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        'grid size-7 shrink-0 place-items-center rounded-md border border-line-strong bg-card text-ink-2',
        className,
      )}
    >
      <svg
        viewBox="0 0 16 16"
        className="size-4"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.3"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <title>{of}</title>
        {paths[of].map((d) => (
          <path key={d} d={d} />
        ))}
      </svg>
    </span>
  );
}

const paths = {
  stream: [
    'M2 4.5c2 0 2 1 4 1s2-1 4-1 2 1 4 1',
    'M2 8c2 0 2 1 4 1s2-1 4-1 2 1 4 1',
    'M2 11.500c2 0 2 1 4 1s2-1 4-1 2 1 4 1',
  ],
  function: ['M4 3h1.600c.7 0 1 .3 1.200.9L10.500 13c.1.400.400.5.8.5h.9', 'M7.500 7.200 4 13.500'],
  role: [
    'M8 8.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
    'M3.500 13.500c.4-2.400 2.200-3.500 4.500-3.500s4.100 1.100 4.500 3.500',
  ],
};
