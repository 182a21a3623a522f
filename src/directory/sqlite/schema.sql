CREATE TABLE "audit_event" ("id" integer primary key autoincrement, "account_id" integer not null, "at" text not null, "actor_kind" text not null, "actor_id" text not null, "actor_name" text not null, "action" text not null, "subject" text not null, "details" text not null, "group_id" integer, "group_version" integer, constraint "audit_event_of_version" foreign key ("group_id", "group_version") references "route_group_version" ("group_id", "version"));
CREATE INDEX "audit_event_by_time" on "audit_event" ("account_id", "at", "id");
CREATE TABLE "destination" ("id" integer primary key autoincrement, "group_id" integer not null references "route_group" ("id"));
CREATE INDEX "destination_by_group" on "destination" ("group_id");
CREATE TABLE "directory_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
CREATE TABLE "directory_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
CREATE TABLE "route_group" ("id" integer primary key autoincrement, "account_id" integer not null, "version" integer not null, "created_at" text not null, "deleted_at" text);
CREATE INDEX "route_group_by_account" on "route_group" ("account_id");
CREATE TABLE "route_group_version" ("group_id" integer not null references "route_group" ("id"), "version" integer not null, "action" text not null, "at" text not null, "actor_kind" text not null, "actor_id" text not null, "actor_name" text not null, "content" text not null, constraint "route_group_version_key" primary key ("group_id", "version"));
