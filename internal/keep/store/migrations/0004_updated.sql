-- +goose Up
-- The day of the last change that the publisher states, and where the two days
-- were found: 'json-ld', 'meta', 'time element', 'line', 'address', 'feed', or
-- '' where the input gave them.
ALTER TABLE documents ADD COLUMN published_basis TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN updated TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN updated_basis TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE documents DROP COLUMN updated_basis;
ALTER TABLE documents DROP COLUMN updated;
ALTER TABLE documents DROP COLUMN published_basis;
