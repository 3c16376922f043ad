from django.urls import path

from businesses.views import businesses, products, programmes, public

urlpatterns = [
    # everybody
    path("usaha/", public.business_catalogue, name="business_catalogue"),
    path("usaha/<slug:slug>/", public.business_page, name="business_page"),
    path("produk/", public.product_catalogue, name="product_catalogue"),
    path("produk/<slug:slug>/", public.product_page, name="product_page"),
    path("produk/<slug:slug>/foto-<int:size>.webp", public.product_photo, name="product_photo"),
    # staff
    path("kerja/usaha/", businesses.business_list, name="business_list"),
    path("kerja/usaha/tambah/", businesses.business_add, name="business_add"),
    path("kerja/usaha/<int:pk>/", businesses.business_detail, name="business_detail"),
    path("kerja/usaha/<int:pk>/ubah/", businesses.business_edit, name="business_edit"),
    path("kerja/usaha/<int:pk>/tampil/", businesses.business_publish, name="business_publish"),
    path("kerja/usaha/<int:pk>/tutup/", businesses.business_close, name="business_close"),
    path("kerja/usaha/<int:pk>/pemilik/", businesses.owner_add, name="owner_add"),
    path("kerja/usaha/pemilik/<int:pk>/", businesses.owner_end, name="owner_end"),
    path("kerja/usaha/<int:pk>/program/", programmes.business_enrol, name="business_enrol"),
    path("kerja/usaha/tahap/<int:pk>/", programmes.stage_move, name="stage_move"),
    path("kerja/usaha/<int:pk>/produk/", products.product_add, name="product_add"),
    path("kerja/usaha/produk/<int:pk>/", products.product_edit, name="product_edit"),
    path(
        "kerja/usaha/produk/<int:pk>/foto-<int:size>.webp",
        products.product_photo_staff,
        name="product_photo_staff",
    ),
]
