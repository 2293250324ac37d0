CREATE TABLE "claims" (
	"resource" text PRIMARY KEY NOT NULL,
	"run_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"run_id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"instance" text NOT NULL,
	"client" text,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"stop_asked" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_run_id_leases_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."leases"("run_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leases" ADD CONSTRAINT "leases_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;