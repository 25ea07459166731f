-- +goose Up
CREATE TABLE lenders (id blob PRIMARY KEY, name text NOT NULL);
CREATE TABLE officers (
    id blob PRIMARY KEY,
    lender blob NOT NULL REFERENCES lenders (id) ON DELETE CASCADE
);

-- +goose Down
DROP TABLE officers;
DROP TABLE lenders;
