"""Addresses of signing in and of accounts. Those without our prefix are asked for by name by the library."""

from django.urls import path

from dangvu.web.accounts.views import entrance, library, own, people, slips

_OWN = "tai-khoan-cua-toi"

urlpatterns = [
    path("dang-nhap", library.sign_in, name="account_login"),
    path("dang-nhap/buoc-hai", library.second_step, name="mfa_authenticate"),
    path("dang-nhap/khoa-bao-mat", library.sign_in_by_key, name="mfa_login_webauthn"),
    path("dang-nhap/da-khoa", library.locked, name="account_inactive"),
    path("dang-nhap/phieu", entrance.slip, name="use_slip"),
    path("dang-nhap/trinh-dien", entrance.demo, name="demo_sign_in"),
    path("mo-dau/<str:code>", entrance.found, name="found_administrator"),
    path("dang-xuat", library.sign_out, name="account_logout"),
    path(_OWN, own.own_account, name="own_account"),
    path(f"{_OWN}/mat-khau", library.change_password, name="account_change_password"),
    path(f"{_OWN}/mat-khau/dat", library.set_password, name="account_set_password"),
    path(f"{_OWN}/xac-nhan", library.confirm_person, name="account_reauthenticate"),
    path(f"{_OWN}/xac-nhan/ma", library.confirm_by_code, name="mfa_reauthenticate"),
    path(f"{_OWN}/xac-nhan/khoa", library.confirm_by_key, name="mfa_reauthenticate_webauthn"),
    path(f"{_OWN}/buoc-hai", library.second_factors, name="mfa_index"),
    path(f"{_OWN}/buoc-hai/ung-dung", library.add_application, name="mfa_activate_totp"),
    path(f"{_OWN}/buoc-hai/ung-dung/tat", library.remove_application, name="mfa_deactivate_totp"),
    path(f"{_OWN}/buoc-hai/ma-du-phong", library.view_codes, name="mfa_view_recovery_codes"),
    path(f"{_OWN}/buoc-hai/ma-du-phong/moi", library.make_codes, name="mfa_generate_recovery_codes"),
    path(f"{_OWN}/buoc-hai/ma-du-phong/tai", library.take_codes, name="mfa_download_recovery_codes"),
    path(f"{_OWN}/buoc-hai/khoa", library.keys, name="mfa_list_webauthn"),
    path(f"{_OWN}/buoc-hai/khoa/them", library.add_key, name="mfa_add_webauthn"),
    path(f"{_OWN}/buoc-hai/khoa/<int:pk>/xoa", library.remove_key, name="mfa_remove_webauthn"),
    path(f"{_OWN}/buoc-hai/khoa/<int:pk>/sua", library.edit_key, name="mfa_edit_webauthn"),
    path(f"{_OWN}/phien", library.own_sessions, name="usersessions_list"),
    path("tai-khoan", people.accounts, name="accounts"),
    path("tai-khoan/mo", people.open_one, name="account_open"),
    path("tai-khoan/<int:account_id>", people.account, name="account"),
    path("tai-khoan/<int:account_id>/vai-tro", people.give_role, name="account_grant"),
    path(
        "tai-khoan/<int:account_id>/vai-tro/<int:grant_id>/thu-hoi", people.end_role, name="account_end_grant"
    ),
    path("tai-khoan/<int:account_id>/khoa", people.lock, name="account_lock"),
    path("tai-khoan/<int:account_id>/phieu", slips.print_one, name="account_slip"),
    path("tai-khoan/<int:account_id>/khoi-phuc", slips.ask, name="account_ask_recovery"),
    path("tai-khoan/khoi-phuc/<int:recovery_id>/xac-nhan", slips.confirm, name="account_confirm_recovery"),
    path("tai-khoan/khoi-phuc/<int:recovery_id>/huy", slips.withdraw, name="account_withdraw_recovery"),
    path("dang-vien/<int:member_id>/tai-khoan", slips.member_account, name="account_of_member"),
]
