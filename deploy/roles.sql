-- The roles of the two-role set-up and the database, once, as a superuser:
--
--   psql -v owner_password=… -v server_password=… -f deploy/roles.sql
--
-- mandate_owner owns the tables and runs `mandate migrate up`; mandate_server is
-- whom `mandate serve` signs in as. Neither is a superuser and neither passes by
-- row-level security: Mandate refuses to start as a role that does. What
-- mandate_server may do with the tables, `mandate migrate up` grants.
CREATE ROLE mandate_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE mandate_server LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'server_password';
CREATE DATABASE mandate OWNER mandate_owner ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
