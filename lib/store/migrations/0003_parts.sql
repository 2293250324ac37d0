ALTER TABLE "wires" ADD COLUMN "parts" jsonb;--> statement-breakpoint
ALTER TABLE "wires" ADD COLUMN "chosen" jsonb;