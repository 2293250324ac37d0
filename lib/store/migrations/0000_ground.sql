CREATE TABLE "connections" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"account_id" text NOT NULL,
	"role_arn" text NOT NULL,
	"external_id" text NOT NULL,
	"regions" jsonb NOT NULL,
	"mode" text NOT NULL,
	"sandbox" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"checked_at" timestamp with time zone,
	"check_state" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"id" text PRIMARY KEY NOT NULL,
	"wire_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"plan" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_steps" (
	"run_id" text NOT NULL,
	"change_id" text NOT NULL,
	"position" integer NOT NULL,
	"state" text NOT NULL,
	"journal" jsonb NOT NULL,
	CONSTRAINT "run_steps_run_id_change_id_pk" PRIMARY KEY("run_id","change_id")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_id" text NOT NULL,
	"wire_id" text NOT NULL,
	"purpose" text NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "wires" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"source_arn" text NOT NULL,
	"reader_arn" text NOT NULL,
	"status" text NOT NULL,
	"result" text,
	"since" timestamp with time zone NOT NULL,
	"first_seen" timestamp with time zone NOT NULL,
	"last_seen" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "run_steps" ADD CONSTRAINT "run_steps_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "connections_role" ON "connections" USING btree ("role_arn","sandbox");--> statement-breakpoint
CREATE INDEX "runs_wire" ON "runs" USING btree ("wire_id","started_at");--> statement-breakpoint
CREATE INDEX "runs_state" ON "runs" USING btree ("state");