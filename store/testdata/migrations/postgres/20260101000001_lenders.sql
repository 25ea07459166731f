-- +goose Up
CREATE TABLE lenders (id uuid PRIMARY KEY, name text NOT NULL);
CREATE TABLE officers (
    id uuid PRIMARY KEY,
    lender uuid NOT NULL REFERENCES lenders (id) ON DELETE CASCADE
);

-- +goose Down
DROP TABLE officers;
DROP TABLE lenders;
