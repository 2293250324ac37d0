UPDATE "plans" SET "plan" = jsonb_set("plan", '{verdicts}', (
	SELECT jsonb_agg(jsonb_build_object('code', substr(verdict #>> '{because,key}', length('verdict.') + 1)) || verdict ORDER BY place)
	FROM jsonb_array_elements("plan" -> 'verdicts') WITH ORDINALITY AS made(verdict, place)
)) WHERE "plan" @? '$.verdicts[*] ? (!exists(@.code))';--> statement-breakpoint
ALTER TABLE "wires" DROP COLUMN "parts";
