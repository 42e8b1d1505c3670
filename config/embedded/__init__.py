"""The PostgreSQL server that Đảng vụ starts for itself: accounts, binaries, folders, life cycle.

Others use only `config.embedded_postgresql`.
"""
