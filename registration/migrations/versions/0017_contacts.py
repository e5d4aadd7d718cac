"""contacts, their lists and imports"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op


revision = "0017"
down_revision = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table('contact_import_headings',
    sa.Column('owner_id', ID, nullable=False),
    sa.Column('heading', sa.String(length=200), nullable=False),
    sa.Column('meaning', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['organisations.id'], name=op.f('fk_contact_import_headings_owner_id')),
    sa.PrimaryKeyConstraint('owner_id', 'heading', name=op.f('pk_contact_import_headings'))
    )
    op.create_table('contact_imports',
    sa.Column('id', ID, nullable=False),
    sa.Column('owner_id', ID, nullable=False),
    sa.Column('user_id', ID, nullable=True),
    sa.Column('user_name', sa.String(length=300), nullable=False),
    sa.Column('state', sa.Enum('uploaded', 'checking', 'checked', 'importing', 'done', 'failed', 'erased', name='importstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('file_name', sa.String(length=300), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('headings', sa.JSON(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('rows_done', sa.Integer(), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('refused', sa.LargeBinary(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['owner_id'], ['organisations.id'], name=op.f('fk_contact_imports_owner_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_contact_imports_user_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_imports'))
    )
    op.create_index(op.f('ix_contact_imports_owner_id'), 'contact_imports', ['owner_id'], unique=False)
    op.create_index('ix_contact_imports_state', 'contact_imports', ['state', 'created_at'], unique=False)
    op.create_table('contact_lists',
    sa.Column('id', ID, nullable=False),
    sa.Column('owner_id', ID, nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('name_key', sa.String(length=200), nullable=False),
    sa.Column('sort_key', sa.String(length=400), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('length(name) > 0', name=op.f('ck_contact_lists_named')),
    sa.ForeignKeyConstraint(['owner_id'], ['organisations.id'], name=op.f('fk_contact_lists_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_lists')),
    sa.UniqueConstraint('owner_id', 'name_key', name=op.f('uq_contact_lists_owner_id_name_key'))
    )
    op.create_table('contacts',
    sa.Column('id', ID, nullable=False),
    sa.Column('owner_id', ID, nullable=False),
    sa.Column('organisation_id', ID, nullable=True),
    sa.Column('unlinked', sa.String(length=300), nullable=False),
    sa.Column('post', sa.String(length=200), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('email_key', sa.String(length=320), nullable=False),
    sa.Column('phone', sa.String(length=64), nullable=False),
    sa.Column('channel', sa.Enum('e-mail', 'phone', 'letter', name='channel', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('held_since', sa.Date(), nullable=True),
    sa.Column('held_until', sa.Date(), nullable=True),
    sa.Column('basis', sa.Enum('a', 'b', 'c', 'd', 'e', 'f', name='basis', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('processed_since', sa.Date(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('search_key', sa.String(length=800), nullable=False),
    sa.Column('sort_key', sa.String(length=400), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('sample', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(length(email) > 0) = (length(email_key) > 0)', name=op.f('ck_contacts_email_compared')),
    sa.CheckConstraint('(organisation_id IS NULL) = (length(unlinked) > 0)', name=op.f('ck_contacts_institution_given')),
    sa.CheckConstraint('held_until >= held_since', name=op.f('ck_contacts_held')),
    sa.CheckConstraint('length(post) > 0', name=op.f('ck_contacts_post_given')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_contacts_organisation_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['organisations.id'], name=op.f('fk_contacts_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contacts'))
    )
    op.create_index('ix_contacts_email', 'contacts', ['owner_id', 'email_key'], unique=False)
    op.create_index(op.f('ix_contacts_organisation_id'), 'contacts', ['organisation_id'], unique=False)
    op.create_index('ix_contacts_sorted', 'contacts', ['owner_id', 'sort_key', 'id'], unique=False)
    op.create_table('contact_list_entries',
    sa.Column('id', ID, nullable=False),
    sa.Column('list_id', ID, nullable=False),
    sa.Column('contact_id', ID, nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.CheckConstraint('until >= since', name=op.f('ck_contact_list_entries_span')),
    sa.ForeignKeyConstraint(['contact_id'], ['contacts.id'], name=op.f('fk_contact_list_entries_contact_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['list_id'], ['contact_lists.id'], name=op.f('fk_contact_list_entries_list_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_list_entries'))
    )
    op.create_index(op.f('ix_contact_list_entries_contact_id'), 'contact_list_entries', ['contact_id'], unique=False)
    op.create_index('uq_contact_list_entries_present', 'contact_list_entries', ['list_id', 'contact_id'], unique=True, sqlite_where=sa.text('until IS NULL'), postgresql_where=sa.text('until IS NULL'))


def downgrade() -> None:
    op.drop_table('contact_list_entries')
    op.drop_table('contacts')
    op.drop_table('contact_lists')
    op.drop_table('contact_imports')
    op.drop_table('contact_import_headings')
