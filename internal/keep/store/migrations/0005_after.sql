-- +goose Up
-- Before which the feed's host does not want to be asked (Retry-After), RFC 3339:
-- not even by a person who does not want to wait for the schedule.
ALTER TABLE feeds ADD COLUMN after TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE feeds DROP COLUMN after;
