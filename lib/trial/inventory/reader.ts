import type { Inventory, InventoryPiece, ListRead } from '@/lib/wiring/inventory';
import type { Stream } from '@/lib/wiring/resource/kinesis';

export type Done = Extract<InventoryPiece, { piece: 'done' }>;

/** What somebody has who was sent these pieces, round after round. */
export class Reader {
  private sources = new Map<string, Stream>();
  private reads = new Map<string, ListRead>();
  private anew = new Map<string, Stream>();
  next: string | undefined;

  /** Another round begins. */
  begins(): void {
    this.anew = new Map();
    this.reads = new Map();
  }

  /** Answers the end of the round. */
  take(piece: InventoryPiece): Done | null {
    switch (piece.piece) {
      case 'sources':
        for (const source of piece.sources as Stream[]) this.anew.set(source.arn, source);
        this.reads.set(JSON.stringify([piece.connectionId, piece.region, 'streams']), piece.read);
        return null;
      case 'functions':
      case 'mappings':
      case 'things':
        this.reads.set(JSON.stringify([piece.connectionId, piece.region, piece.piece]), piece.read);
        return null;
      case 'source':
        this.anew.set(piece.source.arn, piece.source as Stream);
        return null;
      case 'wires':
        return null;
      case 'done':
        this.sources = new Map([...(piece.whole ? [] : this.sources), ...this.anew]);
        for (const key of piece.gone) this.sources.delete(key);
        this.next = piece.next;
        return piece;
    }
  }

  has(): { sources: Stream[] } & Pick<Inventory, 'reads'> {
    return { sources: [...this.sources.values()], reads: [...this.reads.values()] };
  }
}
